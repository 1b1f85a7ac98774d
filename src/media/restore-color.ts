import { VideoSample, type InputVideoTrack } from 'mediabunny';

/**
 * Colour and alpha of transparent video are decoded apart, and the frame joined from both no longer says in which
 * colour space it is: the track's word is put back. Takes the sample over; other samples come back as they are.
 */
export const restoreColor = async (sample: VideoSample, track: InputVideoTrack): Promise<VideoSample> => {
  if (sample.format !== 'I420A') return sample;
  using own = sample;
  const data = new Uint8Array(own.allocationSize());
  const layout = await own.copyTo(data);
  const { width: codedWidth, height: codedHeight } = own.visibleRect;
  return new VideoSample(data, {
    format: 'I420A',
    codedWidth,
    codedHeight,
    layout,
    timestamp: own.timestamp,
    duration: own.duration,
    rotation: own.rotation,
    flip: own.flip,
    colorSpace: await track.getColorSpace(),
  });
};
