import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const SAMPLE_EVERY_MS = 400;
/** Adding up the pages of a large process takes the kernel long, and stops the process meanwhile: at most this share of the time. */
const MAX_SHARE = 0.04;
const KB_PER_MB = 1024;
const execFileAsync = promisify(execFile);

export interface ProcessRow {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
  /** Resident memory, in KB. */
  readonly residentKb: number;
}

/** The processes whose command line holds `marker` (the browser's own profile path), and all below them. */
export const processTree = (rows: readonly ProcessRow[], marker: string): readonly ProcessRow[] => {
  const tree = new Map(rows.filter(({ command }) => command.includes(marker)).map((row) => [row.pid, row]));
  for (let before = -1; before !== tree.size;) {
    before = tree.size;
    for (const row of rows) if (tree.has(row.parentPid)) tree.set(row.pid, row);
  }
  return [...tree.values()];
};

const linuxRow = async (pid: number): Promise<ProcessRow | null> => {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // The second field is the name in brackets, which may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parentPid: Number(fields[1]), command, residentKb: 0 };
  } catch {
    return null;
  }
};

/** Proportional set size: pages that several processes share are counted once in the sum. */
const linuxPssKb = async (pid: number): Promise<number> => {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
};

const linuxTotalKb = async (marker: string): Promise<number> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const rows = (await Promise.all(pids.map(linuxRow))).filter((row) => row !== null);
  const sizes = await Promise.all(processTree(rows, marker).map(({ pid }) => linuxPssKb(pid)));
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** Lines of `pid parent residentKb command`. */
export const parseProcessList = (text: string): readonly ProcessRow[] =>
  text.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    if (!match) return [];
    const [, pid, parentPid, residentKb, command = ''] = match;
    return [{ pid: Number(pid), parentPid: Number(parentPid), residentKb: Number(residentKb), command }];
  });

const WINDOWS_LIST =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $([math]::Floor($_.WorkingSetSize / 1KB)) $($_.CommandLine)" }';

const listCommand = (): [string, string[]] =>
  process.platform === 'win32'
    ? ['powershell', ['-NoProfile', '-Command', WINDOWS_LIST]]
    : ['ps', ['-axo', 'pid=,ppid=,rss=,command=']];

const residentTotalKb = async (marker: string): Promise<number> => {
  const [command, args] = listCommand();
  const { stdout } = await execFileAsync(command, args, { maxBuffer: 64 * 1024 * 1024 });
  return processTree(parseProcessList(stdout), marker).reduce((sum, { residentKb }) => sum + residentKb, 0);
};

const totalKb = process.platform === 'linux' ? linuxTotalKb : residentTotalKb;

export interface MemorySampler {
  /** Starts a new peak; `takePeakMb` gives the highest total since. */
  reset(): void;
  takePeakMb(): Promise<number>;
  stop(): void;
}

/** Watches all processes of the browser that runs on `profileDir`. Linux: PSS; elsewhere resident size. */
export const startMemorySampler = (profileDir: string): MemorySampler => {
  let peakKb = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const sample = async () => {
    peakKb = Math.max(peakKb, await totalKb(profileDir).catch(() => 0));
  };
  const loop = async () => {
    const startMs = performance.now();
    await sample();
    const tookMs = performance.now() - startMs;
    if (!stopped) timer = setTimeout(() => void loop(), Math.max(SAMPLE_EVERY_MS, tookMs / MAX_SHARE));
  };
  void loop();

  return {
    reset: () => {
      peakKb = 0;
    },
    takePeakMb: async () => {
      await sample();
      return Math.round(peakKb / KB_PER_MB);
    },
    stop: () => {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
};
