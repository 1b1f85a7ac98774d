import {
  AudioLines,
  BookOpenText,
  Captions,
  CaptionsOff,
  Clapperboard,
  Crop,
  Droplets,
  Gauge,
  ImagePlay,
  Mic2,
  SlidersVertical,
  UserRound,
  WandSparkles,
} from 'lucide-react';
import type { ComponentType, SVGProps } from 'react';
import type { FunctionId } from '../../functions/definitions';

type Icon = ComponentType<SVGProps<SVGSVGElement>>;

/** By function id; one that is not named here gets a plain one. */
const icons: Readonly<Record<string, Icon>> = {
  'smart-cover': ImagePlay,
  'video-summary': Clapperboard,
  'logo-blur': Droplets,
  'landscape-to-portrait': Crop,
  'subtitle-removal': CaptionsOff,
  'portrait-matting': UserRound,
  'green-screen': WandSparkles,
  'caption-extraction': Captions,
  'chorus-detection': Mic2,
  'beat-detection': Gauge,
  'smart-mixing': SlidersVertical,
  'slide-splitting': BookOpenText,
};

export const FunctionIcon = ({ id, ...rest }: { readonly id: FunctionId } & SVGProps<SVGSVGElement>) => {
  const Icon = icons[id] ?? AudioLines;
  return <Icon aria-hidden {...rest} />;
};
