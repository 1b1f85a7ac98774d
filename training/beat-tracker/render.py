"""Score -> audio with exact beat times: tempo curve, human timing, soundfonts, drum samples, room and mastering."""

import glob
import os
import subprocess
import tempfile

import mido
import numpy as np
import scipy.io.wavfile
import scipy.signal

from score import DRUMS

SAMPLE_RATE = 22050
TICKS = 960  # per quarter at 120 BPM: 1 tick = 0.52 ms
FONTS = os.environ.get("BEAT_FONTS", "/usr/share/sounds/sf2/*.sf2:/usr/share/sounds/sf3/*.sf3")
SAMPLES = os.environ.get("BEAT_SAMPLES", "")


def soundfonts():
    found = {os.path.realpath(f) for pattern in FONTS.split(":") for f in glob.glob(pattern)}
    return sorted(f for f in found if "GS" not in f)


def beat_times(rng, score):
    """Seconds of each beat from the first, `[beats + 1]`; tempo steady, drifting, stepping or rubato."""
    count = score.beats + 1
    period = np.full(count, 60.0 / score.bpm)
    kind = rng.choice(["steady", "human", "drift", "step", "rubato"], p=[0.5, 0.22, 0.1, 0.08, 0.1])
    if score.style in ("house", "hardcore", "speedcore", "eurobeat", "dnb", "chip") and kind in ("drift", "rubato"):
        kind = "steady"
    if kind in ("human", "rubato"):
        walk = np.cumsum(rng.normal(0, 0.006 if kind == "human" else 0.02, count))
        walk -= scipy.signal.filtfilt(*scipy.signal.butter(1, 0.02), walk, padlen=min(9, count - 1)) if count > 12 else 0
        period *= np.exp(np.clip(walk, -0.25, 0.25))
    if kind == "rubato":
        bar = score.beats_per_bar * 4
        period *= 1 + rng.uniform(0.02, 0.12) * np.cos(2 * np.pi * np.arange(count) / bar + rng.uniform(0, 6))
    if kind == "drift":
        period *= np.linspace(1, rng.uniform(0.8, 1.25), count)
    if kind == "step":
        at = int(rng.integers(count // 4, 3 * count // 4))
        period[at:] *= rng.uniform(0.75, 1.33)
    return np.concatenate([[0], np.cumsum(period[:-1])]), str(kind)


def timed_notes(rng, score, times):
    """Notes in seconds with human timing: (start, length, channel, pitch, velocity)."""
    grid = np.arange(len(times))
    tight = rng.choice([0.0, 0.002, 0.006, 0.010])
    late = {c: rng.normal(0, tight) for c in range(16)}
    notes = []
    for start, length, channel, pitch, velocity in score.notes:
        if start > grid[-1]:
            continue
        begin = np.interp(start, grid, times)
        end = np.interp(min(start + length, grid[-1]), grid, times)
        begin += late[channel] * (0.3 if channel == DRUMS else 1) + rng.normal(0, tight)
        notes.append((max(0.0, begin), max(0.03, end - begin), channel, pitch, velocity))
    return notes


def synthesize(rng, notes, programs, font):
    midi = mido.MidiFile(ticks_per_beat=TICKS)
    track = mido.MidiTrack()
    midi.tracks.append(track)
    events = []
    for channel in {note[2] for note in notes}:
        kit = int(rng.choice([0, 0, 0, 8, 16, 24, 25, 32, 40])) if channel == DRUMS else programs.get(channel, 0)
        events.append((0, 0, mido.Message("program_change", channel=channel, program=int(kit))))
        events.append((0, 0, mido.Message("control_change", channel=channel, control=7, value=int(rng.integers(70, 128)))))
        events.append((0, 0, mido.Message("control_change", channel=channel, control=10, value=int(rng.integers(30, 98)))))
    for start, length, channel, pitch, velocity in notes:
        on, off = int(start * 2 * TICKS), int((start + length) * 2 * TICKS)
        events.append((on, 2, mido.Message("note_on", channel=channel, note=pitch, velocity=velocity)))
        events.append((max(off, on + 1), 1, mido.Message("note_off", channel=channel, note=pitch)))
    now = 0
    for at, _, message in sorted(events, key=lambda e: (e[0], e[1])):
        track.append(message.copy(time=at - now))
        now = at
    with tempfile.TemporaryDirectory() as folder:
        midi.save(f"{folder}/a.mid")
        room = ["-R", "1" if rng.random() < 0.3 else "0", "-C", "0"]
        command = ["fluidsynth", "-ni", "-q", *room, "-g", "0.5", "-r", str(SAMPLE_RATE), "-F", f"{folder}/a.wav", font, f"{folder}/a.mid"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        _, audio = scipy.io.wavfile.read(f"{folder}/a.wav")
    return audio.astype(np.float32).mean(axis=1) / 32768


_library = {}


def drum_library():
    """One-shot samples by role, from free packages named in the README; empty when they are not installed."""
    if _library or not SAMPLES:
        return _library
    roles = {"kick": ["bd_*", "kick*", "bassdrum*", "drum_bass*"], "snare": ["sn_*", "snare*", "clap*", "drum_snare*", "elec_*snare*"],
             "hat": ["hihat_closed*", "drum_cymbal_closed*", "shaker*", "elec_tick*"], "open": ["hihat_opened*", "drum_cymbal_open*", "crash*"]}
    for role, patterns in roles.items():
        clips = []
        for folder in SAMPLES.split(":"):
            for pattern in patterns:
                for path in sorted(glob.glob(f"{folder}/{pattern}")):
                    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "-"], capture_output=True).stdout
                    clip = np.frombuffer(raw, np.float32)[: SAMPLE_RATE]
                    if len(clip) and np.abs(clip).max() > 0.05:
                        clip = clip / np.abs(clip).max()
                        clips.append(clip[max(0, int(np.argmax(np.abs(clip) > 0.05)) - 8):])
        _library[role] = clips
    return _library


def sampled_drums(rng, notes, seconds):
    library = drum_library()
    role_of = lambda p: "kick" if p in (35, 36) else "snare" if p in (37, 38, 39, 40) else "open" if p in (46, 49, 51, 57, 59) else "hat"
    chosen = {role: clips[rng.integers(len(clips))] for role, clips in library.items() if clips}
    level = {"kick": 0.8, "snare": rng.uniform(0.4, 0.8), "hat": rng.uniform(0.1, 0.35), "open": rng.uniform(0.1, 0.3)}
    out = np.zeros(int(seconds * SAMPLE_RATE) + 2 * SAMPLE_RATE, np.float32)
    for start, _, _, pitch, velocity in notes:
        role = role_of(pitch)
        clip, at = chosen[role], int(start * SAMPLE_RATE)
        out[at: at + len(clip)] += clip[: max(0, len(out) - at)] * level[role] * (velocity / 110) ** 1.5
    return out


def speech(rng, seconds):
    """Espeak chatter, a stand-in for vocals that do not follow the grid."""
    words = " ".join(str(w) for w in rng.choice("la love you night the light run away never and home fire oh yeah time down tonight hold me sky heart".split(), 60))
    with tempfile.TemporaryDirectory() as folder:
        voice = str(rng.choice(["en", "en+f2", "en+m3", "en+f4", "es", "it", "en+croak"]))
        subprocess.run(["espeak-ng", "-v", voice, "-p", str(rng.integers(20, 90)), "-s", str(rng.integers(90, 190)), "-w", f"{folder}/a.wav", words], check=True, capture_output=True)
        rate, audio = scipy.io.wavfile.read(f"{folder}/a.wav")
    audio = np.resize(audio.astype(np.float32) / 32768, int(seconds * rate))
    gate = np.repeat(rng.random(int(seconds / 3) + 1) < 0.7, 3 * rate)[: len(audio)]
    return audio[: len(gate)] * gate if rate == SAMPLE_RATE else scipy.signal.resample_poly(audio[: len(gate)] * gate, SAMPLE_RATE, rate)


def master(rng, audio):
    if rng.random() < 0.35:  # room
        length = int(rng.uniform(0.2, 1.2) * SAMPLE_RATE)
        tail = rng.normal(0, 1, length) * np.exp(-np.arange(length) / (length / 5)) * rng.uniform(0.002, 0.02)
        tail[0] = 1
        audio = scipy.signal.fftconvolve(audio, tail)[: len(audio)]
    audio = audio / (np.percentile(np.abs(audio), 99.5) + 1e-6)
    if rng.random() < 0.4:  # loudness war
        drive = rng.uniform(1, 5)
        audio = np.tanh(audio * drive) / np.tanh(drive)
    if rng.random() < 0.35:  # noise floor
        audio = audio + rng.normal(0, 10 ** rng.uniform(-3.5, -1.7), len(audio))
    return (audio * rng.uniform(0.1, 0.95) / (np.abs(audio).max() + 1e-6)).astype(np.float32)


def render(rng, score, fonts):
    """(audio, beat times, beat numbers 1..n, tempo kind)."""
    times, kind = beat_times(rng, score)
    notes = timed_notes(rng, score, times)
    drums = [n for n in notes if n[2] == DRUMS]
    if rng.random() < 0.12 and len(drums) < 0.9 * len(notes):
        notes, drums = [n for n in notes if n[2] != DRUMS], []
    channels = sorted({n[2] for n in notes if n[2] != DRUMS})
    dropped = {c for c in channels if rng.random() < 0.12}
    if len(dropped) < len(channels):
        notes = [n for n in notes if n[2] not in dropped]
    lead = float(rng.choice([0, 0.1, 0.5, 1.5])) * rng.random()
    notes = [(s + lead, *rest) for s, *rest in notes]
    seconds = times[-1] + lead
    use_samples = bool(drums) and bool(SAMPLES) and rng.random() < 0.4
    tonal = [n for n in notes if n[2] != DRUMS] if use_samples else notes
    audio = synthesize(rng, tonal, score.programs, fonts[rng.integers(len(fonts))])
    audio = np.pad(audio, (0, max(0, int((seconds + 1) * SAMPLE_RATE) - len(audio))))[: int((seconds + 1) * SAMPLE_RATE)]
    audio /= np.abs(audio).max() + 1e-6
    if use_samples:
        kit = sampled_drums(rng, [n for n in notes if n[2] == DRUMS], seconds)[: len(audio)]
        audio[: len(kit)] = audio[: len(kit)] * rng.uniform(0.3, 1.0) + kit * rng.uniform(0.5, 1.2)
    if rng.random() < 0.3:
        voice = speech(rng, seconds)[: len(audio)]
        audio[: len(voice)] += voice * rng.uniform(0.2, 1.2)
    numbers = np.arange(len(times)) % score.beats_per_bar + 1
    return master(rng, audio), times + lead, numbers, kind
