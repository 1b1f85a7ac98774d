import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export const Button = ({
  variant = 'plain',
  size = 'medium',
  icon,
  children,
  className,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    className={[styles.button, styles[variant], styles[size], className].join(' ')}
    {...rest}
  >
    {icon}
    {children}
  </button>
);

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Read by screen readers and shown as the tooltip. */
  readonly label: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export const IconButton = ({ label, children, className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    className={[styles.icon, className].join(' ')}
    aria-label={label}
    title={label}
    {...rest}
  >
    {children}
  </button>
);
