/** The packed builds of pdf.js, which load twice as fast, ship without types. */
declare module 'pdfjs-dist/legacy/build/pdf.min.mjs' {
  export * from 'pdfjs-dist/legacy/build/pdf.mjs';
}

declare module 'pdfjs-dist/legacy/build/pdf.worker.min.mjs' {
  /** The half that parses. */
  export const WorkerMessageHandler: { initializeFromPort(port: unknown): void };
}
