import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { Notice } from '../ui/card';

const Crash = ({ onRetry, message }: { readonly onRetry: () => void; readonly message: string }) => {
  const { t } = useTranslation();
  return (
    <Notice tone="danger" role="alert" title={t('shell.crashTitle')}>
      <p>{t('shell.crashText')}</p>
      <p>
        <code>{message}</code>
      </p>
      <div>
        <Button onClick={onRetry}>{t('common.tryAgain')}</Button>{' '}
        <Button onClick={() => location.reload()}>{t('shell.reload')}</Button>
      </div>
    </Notice>
  );
};

interface FenceState {
  readonly message: string | null;
}

/** Keeps a page that breaks from taking the studio, its queue and its other pages with it. */
export class ErrorFence extends Component<{ readonly children: ReactNode }, FenceState> {
  override state: FenceState = { message: null };

  static getDerivedStateFromError(error: unknown): FenceState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return <Crash message={message} onRetry={() => this.setState({ message: null })} />;
  }
}
