import type { BatchJob } from '../../bench/bench-suite';
import { prepareDist, rootDir, say } from '../set-up.mjs';
import { openRunner, type Runner, type RunnerOptions } from './open-runner';
import { parseArguments, USAGE, UsageError } from './parse-arguments';

const EXIT_OK = 0;
const EXIT_RUNNER_FAILED = 2;

/** A dead page fails its own job only: the rest of the batch goes on in a new one. Returns how many were lost. */
const runBatch = async (jobs: readonly BatchJob[], options: RunnerOptions): Promise<number> => {
  let runner: Runner | null = null;
  let lost = 0;
  try {
    for (const job of jobs) {
      runner ??= await openRunner(options);
      try {
        await runner.runJob(job);
      } catch (error) {
        lost++;
        say(`[${job.Name}] the runner failed: ${error instanceof Error ? error.message : String(error)}`);
        await runner.close();
        runner = null;
      }
    }
  } finally {
    await runner?.close();
  }
  return lost;
};

/** Returns the exit code: 0 when every job ended in a final state, 2 when the runner failed. */
export const main = async (args: readonly string[]): Promise<number> => {
  try {
    // npm moves to the project's folder; the shell's own folder is in INIT_CWD.
    const folders = [process.env['INIT_CWD'] ?? process.cwd(), rootDir];
    const { jobs, ...request } = parseArguments(args, folders);
    const dist = await prepareDist();
    return (await runBatch(jobs, { ...request, dist, say })) === 0 ? EXIT_OK : EXIT_RUNNER_FAILED;
  } catch (error) {
    if (error instanceof UsageError) say(`${error.message}\n\n${USAGE}`);
    else say(`The runner failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return EXIT_RUNNER_FAILED;
  }
};
