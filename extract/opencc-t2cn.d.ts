/** The package ships these entries without types; only the one function used here is declared. */
declare module 'opencc-js/t2cn' {
  export function Converter(options: { from: 't'; to: 'cn' }): (text: string) => string;
}

declare module 'opencc-js/cn2t' {
  export function Converter(options: { from: 'cn'; to: 't' }): (text: string) => string;
}
