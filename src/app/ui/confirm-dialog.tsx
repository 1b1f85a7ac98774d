import { useTranslation } from 'react-i18next';
import { Button } from './button';
import styles from './confirm-dialog.module.css';
import { Dialog } from './dialog';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly text: string;
  /** The word on the button that does it. */
  readonly confirm: string;
  readonly onConfirm: () => void;
}

export const ConfirmDialog = ({
  open,
  onOpenChange,
  title,
  text,
  confirm,
  onConfirm,
}: ConfirmDialogProps) => {
  const { t } = useTranslation();
  const accept = () => {
    onOpenChange(false);
    onConfirm();
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={text}>
      <div className={styles.buttons}>
        <Button onClick={() => onOpenChange(false)}>{t('common.cancel')}</Button>
        <Button variant="danger" onClick={accept}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
};
