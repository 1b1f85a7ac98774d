/** What is used of Tesseract's C++ interface (tesseract/baseapi.h) through its wasm build. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  export interface ResultIterator {
    Begin(): void;
    Next(level: number): boolean;
    GetUTF8Text(level: number): string;
    /** 0..100 */
    Confidence(level: number): number;
    getBoundingBox(level: number): { readonly x0: number; readonly x1: number };
  }
  export interface TessBaseAPI {
    /** -1: the data could not be used. */
    Init(dataPath: null, language: string, engineMode: number): number;
    SetPageSegMode(mode: number): void;
    SetVariable(name: string, value: string): boolean;
    /** Reads `/input`; 1: it could not. */
    SetImageFile(exifOrientation: number, angle: number): number;
    Recognize(monitor: null): number;
    /** The whole text; a line ends with a line break. */
    GetUTF8Text(): string;
    GetIterator(): ResultIterator | null;
    Clear(): void;
    End(): void;
  }
  export interface TesseractModule {
    readonly FS: { writeFile(path: string, data: Uint8Array): void };
    readonly TessBaseAPI: new () => TessBaseAPI;
    /** Frees an object on the C++ side. */
    destroy(object: object): void;
  }
  export interface ModuleOptions {
    readonly wasmBinary: ArrayBuffer;
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }
  const createModule: (options: ModuleOptions) => Promise<TesseractModule>;
  export default createModule;
}
