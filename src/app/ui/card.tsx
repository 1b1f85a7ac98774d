import type { HTMLAttributes, ReactNode } from 'react';
import styles from './card.module.css';

export const Card = ({ className, ...rest }: HTMLAttributes<HTMLElement>) => (
  <section className={[styles.card, className].join(' ')} {...rest} />
);

interface NoticeProps {
  readonly tone?: 'info' | 'warn' | 'danger' | 'ok';
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly role?: 'alert';
}

/** A coloured box with a sentence and perhaps a remedy. */
export const Notice = ({ tone = 'info', icon, title, children, role }: NoticeProps) => (
  <div className={styles.notice} data-tone={tone} role={role}>
    {icon}
    <div className={styles.noticeBody}>
      {title && <strong>{title}</strong>}
      {children}
    </div>
  </div>
);

export const Badge = ({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'ok' | 'warn' | 'danger';
  readonly children: ReactNode;
}) => (
  <span className={styles.badge} data-tone={tone}>
    {children}
  </span>
);
