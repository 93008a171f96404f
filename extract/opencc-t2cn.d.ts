/** The package ships this entry without types; only the one function used here is declared. */
declare module 'opencc-js/t2cn' {
  export function Converter(options: { from: 't'; to: 'cn' }): (text: string) => string;
}
