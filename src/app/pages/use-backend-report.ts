import { useCallback, useEffect, useState } from 'react';
import type { BackendReport } from '../../core/backend-report';
import { useStudio } from '../studio-context';

export type ReportState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'ready'; readonly report: BackendReport }
  | { readonly kind: 'failed'; readonly reason: string };

/** The worker tries every capability once; the answer is kept until asked for again. */
export const useBackendReport = () => {
  const studio = useStudio();
  const [state, setState] = useState<ReportState>({ kind: 'checking' });
  const probe = useCallback(async () => {
    try {
      const report = await studio.reportBackends();
      setState({ kind: 'ready', report });
    } catch (error) {
      setState({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    }
  }, [studio]);
  useEffect(() => {
    void studio.reportBackends().then(
      (report) => setState({ kind: 'ready', report }),
      (error: unknown) => setState({ kind: 'failed', reason: String(error) }),
    );
  }, [studio]);
  const again = () => {
    setState({ kind: 'checking' });
    void probe();
  };
  return { state, again };
};
