import { Download, Play, Trash2 } from 'lucide-react';
import { formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { Button, IconButton } from '../../ui/button';
import styles from './section-list.module.css';
import { SECTION_TITLES, type SongSection } from './song-data';

interface SectionListProps {
  readonly sections: readonly SongSection[];
  readonly canPlay: boolean;
  readonly canEdit: boolean;
  readonly onPlay: (section: SongSection) => void;
  readonly onChange: (sections: readonly SongSection[]) => void;
  readonly onExport: (section: SongSection) => void;
}

const Row = ({ index, ...props }: SectionListProps & { readonly index: number }) => {
  const { sections, canPlay, canEdit, onPlay, onChange, onExport } = props;
  const text = useFunctionText('chorus-detection').result;
  const section = sections[index]!;
  const { start, end, title } = section;
  const rename = (next: string) =>
    onChange(
      sections.map((entry, i) => (i === index ? { ...entry, title: next as SongSection['title'] } : entry)),
    );
  return (
    <li className={styles.row} data-title={title}>
      {canPlay && (
        <IconButton
          label={fill(text.playSection, { title: text[title], time: formatTimecode(start) })}
          onClick={() => onPlay(section)}
        >
          <Play aria-hidden size={18} />
        </IconButton>
      )}
      {canEdit ? (
        <select aria-label={text.kind} value={title} onChange={(event) => rename(event.target.value)}>
          {SECTION_TITLES.map((name) => (
            <option key={name} value={name}>
              {text[name]}
            </option>
          ))}
        </select>
      ) : (
        <strong>{text[title]}</strong>
      )}
      <span className={styles.time}>
        {formatTimecode(start, true)} – {formatTimecode(end, true)}
      </span>
      {canEdit && (
        <span className={styles.tools}>
          <Button size="small" icon={<Download aria-hidden size={16} />} onClick={() => onExport(section)}>
            {text.exportSection}
          </Button>
          <IconButton label={text.remove} onClick={() => onChange(sections.filter((_, i) => i !== index))}>
            <Trash2 aria-hidden size={18} />
          </IconButton>
        </span>
      )}
    </li>
  );
};

/** The sections as a list: play, rename, export, remove. */
export const SectionList = (props: SectionListProps) => (
  <ol className={styles.list}>
    {props.sections.map(({ title, start }, index) => (
      <Row key={`${title}-${start}`} {...props} index={index} />
    ))}
  </ol>
);
