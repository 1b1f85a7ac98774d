/** One job for the headless runner; file paths on disk. Same shape as the entries of `jobs.json`. */
export interface BatchJob {
  readonly Name: string;
  readonly FunctionName: string;
  readonly Input: Readonly<Record<string, readonly string[]>>;
  readonly JobParams?: Readonly<Record<string, unknown>>;
}

/** What the headless runner leaves in `DIR/<Name>/job.json`, plus the folder it lies in. */
export interface JobReport {
  readonly Name: string;
  readonly FunctionName: string;
  readonly Status: 'Success' | 'Fail' | 'Cancelled';
  readonly Code: string;
  readonly Message: string;
  readonly Result: unknown;
  readonly OutputFiles: readonly {
    readonly Name: string;
    readonly Size: number;
    readonly MimeType: string;
  }[];
  readonly WallSeconds: number;
  readonly PeakMemoryMB: number;
  readonly Backend: string;
  readonly Log: readonly string[];
  readonly folder: string;
}

export interface BenchContext {
  /** Folder of real media, or `null` when only the permissive fallback clip is there. */
  readonly mediaRoot: string | null;
  /** A permissive clip that is always there (npm dev-dependency). */
  readonly fallbackClip: string;
  /** Empty folder for generated cases; removed afterwards. */
  readonly workDir: string;
  /** Path of native ffmpeg, or `null`: peers that need it are then left out and the table says so. */
  readonly ffmpeg: string | null;
  /** Runs jobs through the real built app in headless Chromium. */
  runJobs(jobs: readonly BatchJob[]): Promise<readonly JobReport[]>;
  log(message: string): void;
}

export interface BenchTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly notes?: readonly string[];
}

/** A bar that must hold; `npm run bench` exits 1 when one does not. */
export interface BenchBar {
  readonly name: string;
  readonly value: number;
  readonly op: '>=' | '<=';
  readonly limit: number;
}

export interface BenchReport {
  readonly tables: readonly BenchTable[];
  readonly bars: readonly BenchBar[];
}

/** `bench/<id>/suite.ts` exports `suite`; `bench/suites.ts` lists them. */
export interface BenchSuite {
  readonly id: string;
  readonly title: string;
  run(context: BenchContext): Promise<BenchReport>;
  /** Speed and memory: long, and only worth something on a machine that does nothing else. */
  speed?(context: BenchContext): Promise<BenchReport>;
}
