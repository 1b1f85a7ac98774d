"""A song as notes on a beat grid, and the two sources that write one: MMA styles and our own patterns."""

import glob
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field

import mido
import numpy as np

MMA_LIBRARY = "/usr/share/mma/lib"
DRUMS = 9
MAJOR = [0, 2, 4, 5, 7, 9, 11]
MINOR = [0, 2, 3, 5, 7, 8, 10]


@dataclass
class Score:
    """Times are in beats from the first downbeat; notes are (start, length, channel, pitch, velocity)."""

    bpm: float
    beats_per_bar: int
    beats: int
    notes: list = field(default_factory=list)
    programs: dict = field(default_factory=dict)
    style: str = ""
    pickup: int = 0  # beats before the first downbeat

    def add(self, start, length, channel, pitch, velocity):
        if 0 <= pitch < 128:
            self.notes.append((start, length, channel, int(pitch), int(np.clip(velocity, 1, 127))))


def clipped_tempo(rng, centre, spread=0.25, low=55, high=215):
    return float(np.clip(centre * np.exp(rng.normal(0, spread)), low, high))


# ---------------------------------------------------------------------------------------------- MMA

FAST = re.compile("fast|polka|bebop|quickstep|vienese|bluegrass|jive|ska|merengue|samba|salsa|punk|charleston|twist")
EDGE = re.compile("intro|end", re.I)
SLOW = re.compile("slow|ballad|hymn|spiritual|lullaby|gospel|bolero|blues128|128")


def mma_grooves():
    """(file, groove, time) of every style whose bar length is stated plainly."""
    found = []
    for path in sorted(glob.glob(f"{MMA_LIBRARY}/*/*.mma")):
        time = 4
        for line in open(path, errors="ignore"):
            words = line.split()
            if len(words) >= 2 and words[0].lower() == "time":
                time = int(words[1]) if words[1].isdigit() else 0
            elif len(words) >= 2 and words[0].lower() == "defgroove" and time in (2, 3, 4, 6) and not EDGE.search(words[1]):
                found.append((path, words[1], time))
    return found


PROGRESSIONS = [
    ["I", "V", "vi", "IV"], ["I", "vi", "IV", "V"], ["I", "IV", "V", "I"], ["vi", "IV", "I", "V"],
    ["I", "I", "IV", "IV", "I", "I", "V", "I"], ["ii", "V", "I", "vi"], ["I", "bVII", "IV", "I"],
    ["i", "bVI", "bIII", "bVII"], ["i", "iv", "V", "i"], ["I", "I", "I", "I", "IV", "IV", "I", "I", "V", "IV", "I", "V"],
    ["I", "iii", "IV", "V"], ["i", "bVII", "bVI", "V"], ["I", "IV"], ["I", "V"], ["i"],
]
DEGREE = {"I": 0, "i": 0, "ii": 2, "iii": 4, "bIII": 3, "IV": 5, "iv": 5, "V": 7, "vi": 9, "bVI": 8, "bVII": 10}
NAMES = ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"]


def random_chords(rng, bars):
    """One chord a bar: (root pitch class, is minor)."""
    key = int(rng.integers(12))
    chords = []
    while len(chords) < bars:
        progression = PROGRESSIONS[rng.integers(len(PROGRESSIONS))]
        for _ in range(int(rng.integers(1, 4))):
            chords += [((key + DEGREE[d]) % 12, d[0].islower() and d[0] != "b") for d in progression]
    return chords[:bars]


def mma_score(rng, grooves, seconds):
    path, groove, time = grooves[rng.integers(len(grooves))]
    name = f"{os.path.basename(path)} {groove}".lower()
    centre = 170 if FAST.search(name) else 84 if SLOW.search(name) else 122
    per_bar, units = (2, 3.0) if time == 6 else (time, 1.0)
    bpm = clipped_tempo(rng, 74 if time == 6 else centre * (1.15 if time == 3 else 1), 0.24)
    if time == 6:
        bpm = min(bpm, 130)
    bars = max(4, int(np.ceil(seconds * bpm / 60 / per_bar)))
    chords = random_chords(rng, bars)
    siblings = [g for p, g, t in grooves if p == path and t == time]
    lines = ["Tempo 120", f"Use {path}", f"Groove {groove}"]
    for bar, (root, minor) in enumerate(chords):
        if bar and bar % 8 == 0 and rng.random() < 0.6:
            lines.append(f"Groove {siblings[rng.integers(len(siblings))]}")
        lines.append(f"{bar + 1} {NAMES[root]}{'m' if minor else ['', '', '7', 'maj7'][rng.integers(4)]}")
    with tempfile.TemporaryDirectory() as folder:
        source, target = f"{folder}/a.mma", f"{folder}/a.mid"
        open(source, "w").write("\n".join(lines) + "\n")
        subprocess.run(["mma", source, "-f", target], check=True, capture_output=True, timeout=30)
        midi = mido.MidiFile(target)
    score = Score(bpm, per_bar, bars * per_bar, style=f"mma:{groove}")
    for track in midi.tracks:
        read_track(score, track, midi.ticks_per_beat * units)
    if len(score.notes) < bars * 2:
        raise ValueError("empty style")
    if rng.random() < 0.6:
        add_melody(rng, score, chords, 14, triplets=time == 6 or rng.random() < 0.15)
    return score


def read_track(score, track, ticks_per_beat):
    now, open_notes = 0, {}
    for message in track:
        now += message.time
        if message.type == "program_change":
            score.programs.setdefault(message.channel, message.program)
        elif message.type == "note_on" and message.velocity > 0:
            open_notes[(message.channel, message.note)] = (now, message.velocity)
        elif message.type in ("note_off", "note_on"):
            begun = open_notes.pop((message.channel, message.note), None)
            if begun:
                start, velocity = begun
                length = max(0.05, (now - start) / ticks_per_beat)
                score.add(start / ticks_per_beat, length, message.channel, message.note, velocity)


# ------------------------------------------------------------------------------------- melody, chords

LEADS = [0, 4, 11, 21, 22, 24, 25, 26, 27, 29, 30, 40, 42, 52, 53, 54, 56, 57, 60, 61, 64, 65, 66, 68, 71, 73, 75, 80, 81, 85]
VOICES = [52, 53, 54, 85, 53, 52]


def add_melody(rng, score, chords, channel, triplets=False):
    choices = VOICES if rng.random() < 0.35 else LEADS
    score.programs[channel] = int(choices[rng.integers(len(choices))])
    cells = [[1 / 3] * 3, [2 / 3, 1 / 3], [1.0]] if triplets else \
        [[1.0], [0.5, 0.5], [1.5, 0.5], [0.75, 0.25], [0.25] * 4, [0.5, 0.25, 0.25], [2.0], [0.75, 0.75, 0.5]]
    pitch, level = 67 + int(rng.integers(-5, 8)), int(rng.integers(60, 115))
    at = float(rng.integers(0, score.beats_per_bar)) + (0.5 if rng.random() < 0.3 else 0)
    phrase = [cells[rng.integers(len(cells))] for _ in range(6)]
    while at < score.beats - 1:
        cell = phrase[rng.integers(len(phrase))]
        root, minor = chords[min(len(chords) - 1, int(at // score.beats_per_bar))]
        scale = MINOR if minor else MAJOR
        if rng.random() < 0.12:
            at += float(rng.integers(1, 5))
        for length in cell:
            if rng.random() < 0.88:
                pitch = int(np.clip(pitch + rng.integers(-3, 4), 58, 84))
                while (pitch - root) % 12 not in scale:
                    pitch += 1
                score.add(at, length * rng.uniform(0.6, 1.0), channel, pitch, level + rng.integers(-10, 10))
            at += length


def triad(root, minor, base):
    low = base + (root - base) % 12
    return [low, low + (3 if minor else 4), low + 7]


# ------------------------------------------------------------------------------------- our own patterns
# A pattern is one character per step: x hit, X accent, o soft, . rest; steps split the bar evenly.

KICK, SNARE, RIM, CLAP, HAT, OPEN, RIDE, CRASH, TOM = 36, 38, 37, 39, 42, 46, 51, 49, 45

STYLES = {
    # name: (tempo centre, spread, beats per bar, [(kick, snare, hat)])
    "rock": (124, 0.22, 4, [
        ("X...x...X.x.x...", "....X.......X...", "x.x.x.x.x.x.x.x."), ("X.......X.x.....", "....X.......X...", "x.x.x.x.x.x.x.x."),
        ("X..x..x.X.......", "....X.......X..o", "x...x...x...x..."), ("X.x...x...x.x...", "....X.......X...", "x.x.x.x.x.x.x.x."),
        ("X.....x.X.....x.", "....X.......X...", "xxxxxxxxxxxxxxxx")]),
    "fastrock": (186, 0.12, 4, [
        ("X...x...X.x.x...", "....X.......X...", "x.x.x.x.x.x.x.x."), ("X.....x.X.x.....", "....X.......X...", "x.x.x.x.x.x.x.x."),
        ("X...X...X...X...", "....X.......X...", "x...x...x...x..."), ("X...x.x.X...x...", "....X.......X..x", "x...x...x...x...")]),
    "eurobeat": (158, 0.1, 4, [
        ("X...X...X...X...", "....X.......X...", "..x...x...x...x."), ("X...X...X...X...", "....X.......X.xx", "x.x.x.x.x.x.x.x."),
        ("X...X...X...X...", "................", "xxxxxxxxxxxxxxxx")]),
    "speedcore": (200, 0.06, 4, [
        ("X...X...X...X...", "....X.......X...", "..x...x...x...x."), ("X...X...X...X...", "................", "..X...X...X...X."),
        ("X..x..x.X..x..x.", "....X.......X...", "x.x.x.x.x.x.x.x."), ("X...X...X...X...", "x.x.x.x.x.x.x.x.", "x...x...x...x...")]),
    "punk": (184, 0.1, 4, [
        ("X.......X.......", "....X.......X...", "x.x.x.x.x.x.x.x."), ("X...x...X...x...", "..X...X...X...X.", "x...x...x...x..."),
        ("X.....x.X.....x.", "....X.......X...", "x...x...x...x..."), ("X...X...X.x.X...", "....X.......X...", "x.x.x.x.x.x.x.x.")]),
    "metal": (172, 0.18, 4, [
        ("xxxxxxxxxxxxxxxx", "....X.......X...", "x...x...x...x..."), ("X.xxX.xxX.xxX.xx", "....X.......X...", "x...x...x...x..."),
        ("X...X...X...X...", "x.x.x.x.x.x.x.x.", "x...x...x...x..."), ("X.xx..x.X.xx..x.", "....X.......X...", "x.x.x.x.x.x.x.x."),
        ("x.x.x.x.x.x.x.x.", "....X.......X...", "x...x...x...x...")]),
    "house": (128, 0.08, 4, [
        ("X...X...X...X...", "....X.......X...", "..x...x...x...x."), ("X...X...X...X...", "................", "..x...x...x...x."),
        ("X...X...X...X...", "....X.......X...", "xxxxxxxxxxxxxxxx"), ("X...X...X...X..x", "....X.......X.o.", "x.x.x.x.x.x.x.x.")]),
    "hardcore": (184, 0.12, 4, [
        ("X...X...X...X...", "....X.......X...", "..x...x...x...x."), ("X...X...X...X...", "................", "..x...x...x...x."),
        ("X...X...X...X.x.", "....X.......X..o", "x.x.x.x.x.x.x.x.")]),
    "dnb": (172, 0.05, 4, [
        ("X.........x.....", "....X.......X...", "x.x.x.x.x.x.x.x."), ("X.x.......x.....", "....X..o.o..X..o", "x.x.x.x.x.x.x.x."),
        ("X.....x...x.....", "....X.......X...", "xxxxxxxxxxxxxxxx")]),
    "hiphop": (90, 0.1, 4, [
        ("X.....x..x......", "....X.......X...", "x.x.x.x.x.x.x.x."), ("X..x......x..x..", "....X.......X...", "x.x.x.x.x.x.x.x."),
        ("X.....x...x.....", "....X..o....X...", "xxxxxxxxxxxxxxxx")]),
    "disco": (118, 0.07, 4, [("X...X...X...X...", "....X.......X...", "x.xxx.xxx.xxx.xx"), ("X...X...X...X...", "....X.......X...", "..X...X...X...X.")]),
    "train": (108, 0.22, 4, [
        ("X...x...X...x...", "xxXxxxXxxxXxxxXx", "................"), ("X.......X.......", "....x.......x...", "x.x.x.x.x.x.x.x."),
        ("X...x...X...x...", "..x...x...x...x.", "................"), ("X.......X.......", "....X.......X...", "x...x...x...x...")]),
    "ballad": (74, 0.12, 4, [
        ("X.....x.X.......", "....X.......X...", "x.x.x.x.x.x.x.x."), ("X.......X.x.....", "....X.......X...", "x...x...x...x..."),
        ("X.........x.....", "....x.......x...", "xxxxxxxxxxxxxxxx")]),
    "shuffle": (116, 0.2, 4, [("X.....X.....", "...X.....X..", "x.xx.xx.xx.x"), ("X....xX....x", "...X.....X..", "x..x..x..x..")]),
    "slow12": (66, 0.12, 4, [("X.....X....x", "...X.....X..", "xxxxxxxxxxxx")]),
    "six": (62, 0.18, 2, [("X..x..", "...X..", "xxxxxx"), ("X.....", "...X..", "x.xx.x"), ("X....x", "...X..", "xxxxxx")]),
    "waltz": (132, 0.25, 3, [
        ("X...........", "....x...x...", "x...x...x..."), ("X.......x...", "....X...X...", "x.x.x.x.x.x."), ("X...........", "........X...", "x...x...x...")]),
    "reggae": (76, 0.1, 4, [("........X.......", "........X.......", "x.x.x.x.x.x.x.x."), ("X...x...X...x...", "........X.......", "..x...x...x...x.")]),
    "latin": (112, 0.18, 4, [("X..xX..xX..xX..x", "..X..X....X.X...", "x.x.x.x.x.x.x.x."), ("X..x..x.X..x..x.", "x..x..x...x.x...", "xxxxxxxxxxxxxxxx")]),
    "chip": (158, 0.18, 4, [("X...x...X...x...", "....X.......X...", "x.x.x.x.x.x.x.x."), ("X.x...x.X.x...x.", "....X.......X...", "xxxxxxxxxxxxxxxx")]),
    "piano": (92, 0.3, 4, [("", "", "")]),
    "piano3": (108, 0.3, 3, [("", "", "")]),
    "strings": (82, 0.25, 4, [("", "", "")]),
    "march": (112, 0.12, 2, [("X...x...", "..X...X.", "x...x..."), ("X...X...", "..xx..xx", "........")]),
}
BASSES, GUITARS, KEYS, PADS = [32, 33, 34, 35, 36, 38, 39], [24, 25, 26, 27, 28, 29, 30], [0, 1, 2, 4, 5, 6, 7, 16, 17, 18], [48, 49, 50, 51, 88, 89, 90, 91, 94]
LEVEL = {"X": 112, "x": 88, "o": 48}


def pattern_score(rng, seconds, style=None):
    style = style or list(STYLES)[rng.integers(len(STYLES))]
    centre, spread, per_bar, patterns = STYLES[style]
    bpm = clipped_tempo(rng, centre, spread)
    bars = max(4, int(np.ceil(seconds * bpm / 60 / per_bar)))
    score = Score(bpm, per_bar, bars * per_bar, style=style)
    chords = random_chords(rng, bars)
    if style in ("metal", "punk", "hardcore", "speedcore") and rng.random() < 0.5:
        chords = [(root, True) for root, _ in chords]
    if patterns[0][0]:
        add_drums(rng, score, bars, patterns)
    swung = style in ("shuffle", "slow12", "six")
    if style in ("piano", "piano3", "strings"):
        add_classical(rng, score, chords, style)
    else:
        add_band(rng, score, chords, style, swung)
    if rng.random() < 0.65:
        add_melody(rng, score, chords, 14, triplets=swung)
    if not swung and rng.random() < 0.15:
        swing(score, rng.uniform(0.54, 0.64), 0.25 if style in ("hiphop", "house") else 0.5)
    return score


def swing(score, ratio, grid):
    """Moves the off positions of a grid of `grid` beats to `ratio` of the pair."""
    moved = []
    for start, length, channel, pitch, velocity in score.notes:
        inside = start % (2 * grid)
        warped = inside * ratio / 0.5 if inside < grid else ratio * 2 * grid + (inside - grid) * (1 - ratio) / 0.5
        moved.append((start - inside + warped, length, channel, pitch, velocity))
    score.notes = moved


def add_drums(rng, score, bars, patterns):
    main, other = patterns[rng.integers(len(patterns))], patterns[rng.integers(len(patterns))]
    section = int(rng.choice([4, 8, 8, 16]))
    hat = int(rng.choice([HAT, HAT, RIDE, 44, 70, 54, OPEN]))
    snare = int(rng.choice([SNARE, SNARE, 40, CLAP, RIM]))
    start_bar = int(rng.choice([0, 0, 0, 2, 4, 8]))
    mutes = {int(b) for b in rng.integers(0, max(1, bars), size=2)} if rng.random() < 0.3 else set()
    for bar in range(min(start_bar, bars // 3), bars):
        kick_row, snare_row, hat_row = main if (bar // section) % 2 == 0 else other
        begin = bar * score.beats_per_bar
        if bar in mutes:
            continue
        fill = rng.random() < 0.7 and bar % section == section - 1
        rows = ((KICK, kick_row), (snare, snare_row), (hat, hat_row))
        for pitch, row in rows:
            for step, mark in enumerate(row):
                at = step / len(row) * score.beats_per_bar
                if mark == "." or (fill and at >= score.beats_per_bar - 2 and pitch != KICK):
                    continue
                accent = 8 if pitch == hat and step % max(1, len(row) // score.beats_per_bar) == 0 else 0
                score.add(begin + at, 0.2, DRUMS, pitch, LEVEL[mark] + accent + rng.integers(-8, 8))
        if fill:
            steps = int(rng.choice([4, 6, 8]))
            for step in range(steps):
                if rng.random() < 0.8:
                    drum = int(rng.choice([SNARE, 50, 47, 45, 41]))
                    score.add(begin + score.beats_per_bar - 2 + step * 2 / steps, 0.2, DRUMS, drum, 90 + rng.integers(-15, 20))
        if bar % section == 0 and rng.random() < 0.6:
            score.add(begin, 0.5, DRUMS, CRASH, 100)


def add_band(rng, score, chords, style, swung):
    per_bar = score.beats_per_bar
    score.programs.update({1: int(rng.choice(BASSES)), 2: int(rng.choice(GUITARS + KEYS)), 3: int(rng.choice(PADS)), 4: int(rng.choice(KEYS + [80, 81, 87]))})
    if style in ("rock", "fastrock", "punk", "metal"):
        score.programs[2] = int(rng.choice([29, 30, 30, 28]))
    if style in ("chip", "eurobeat", "speedcore", "hardcore"):
        score.programs.update({1: int(rng.choice([38, 39, 80])), 4: int(rng.choice([80, 81]))})
    bass = str(rng.choice(["eighths", "roots", "walk", "off", "kick", "boom"]))
    comp = str(rng.choice(["eighths", "off", "stabs", "hold", "arp", "none", "backbeat"]))
    if style == "train":
        bass, comp = "boom", "backbeat"
    if style == "waltz":
        bass, comp = "roots", str(rng.choice(["backbeat", "backbeat", "arp", "hold"]))
    if style == "metal":
        comp = str(rng.choice(["chug", "hold", "eighths", "chug"]))
    has_pad, has_arp = rng.random() < 0.4, rng.random() < 0.3
    grid = 1 / 3 if swung else 0.5
    for bar, (root, minor) in enumerate(chords):
        begin = bar * per_bar
        low = 28 + (root - 28) % 12
        add_bass(rng, score, begin, low, bass, grid)
        add_comp(rng, score, begin, triad(root, minor, 52), comp, grid)
        if has_pad:
            for pitch in triad(root, minor, 55):
                score.add(begin, per_bar * 0.98, 3, pitch, 62)
        if has_arp:
            step = 1 / 3 if swung else 0.25
            notes = triad(root, minor, 64) + [triad(root, minor, 64)[1]]
            for k in range(int(round(per_bar / step))):
                score.add(begin + k * step, step, 4, notes[k % 4], 64 + (10 if k % 4 == 0 else 0))


def add_bass(rng, score, begin, low, kind, grid):
    per_bar = score.beats_per_bar
    if kind == "eighths":
        for k in range(int(round(per_bar / grid))):
            score.add(begin + k * grid, grid * 0.9, 1, low, 92)
    elif kind == "roots":
        score.add(begin, per_bar * 0.9, 1, low, 98)
    elif kind == "walk":
        for k in range(per_bar):
            score.add(begin + k, 0.9, 1, low + int(rng.choice([0, 4, 5, 7, 9])) * (k > 0), 92)
    elif kind == "off":
        for k in range(per_bar):
            score.add(begin + k + 0.5, 0.4, 1, low, 95)
    elif kind == "boom":
        for k in range(0, per_bar, 2):
            score.add(begin + k, 0.9, 1, low + (7 if k % 4 == 2 else 0), 98)
    else:
        for at in [0, 1.5, 2.5] if per_bar == 4 else [0]:
            score.add(begin + at, 0.9, 1, low, 98)


def add_comp(rng, score, begin, chord, kind, grid):
    per_bar = score.beats_per_bar
    if kind == "hold":
        hits = [(0, per_bar * 0.95)]
    elif kind in ("eighths", "chug"):
        step = grid if kind == "eighths" else grid / 2 if grid == 0.5 else grid
        hits = [(k * step, step * 0.7) for k in range(int(round(per_bar / step)))]
    elif kind == "off":
        hits = [(k + 0.5, 0.3) for k in range(per_bar)]
    elif kind == "backbeat":
        hits = [(k, 0.5) for k in range(1, per_bar, 1 if per_bar == 3 else 2)]
    elif kind == "stabs":
        hits = [(float(rng.integers(0, per_bar * 2)) / 2, 0.4) for _ in range(3)]
    else:
        hits = []
    if kind == "arp":
        for k in range(int(round(per_bar / grid))):
            score.add(begin + k * grid, grid, 2, chord[k % 3], 78)
    for at, length in hits:
        level = 84 + (10 if at == 0 else 0) + rng.integers(-6, 6)
        for pitch in (chord[:1] + [chord[0] + 7, chord[0] + 12] if kind == "chug" else chord):
            score.add(begin + at, length, 2, pitch, level)


def add_classical(rng, score, chords, style):
    per_bar = score.beats_per_bar
    score.programs.update({1: 0, 2: 0})
    if style == "strings":
        score.programs.update({1: int(rng.choice([42, 43, 48, 19])), 2: int(rng.choice([40, 41, 44, 48, 19]))})
    figure = str(rng.choice(["alberti", "block", "broken", "oompah", "hold"]))
    for bar, (root, minor) in enumerate(chords):
        begin, chord, low = bar * per_bar, triad(root, minor, 52), 36 + (root - 36) % 12
        if figure == "alberti":
            order = [0, 2, 1, 2]
            for k in range(per_bar * 2):
                score.add(begin + k / 2, 0.5, 1, chord[order[k % 4]], 64)
        elif figure == "block":
            for k in range(per_bar):
                for pitch in chord:
                    score.add(begin + k, 0.95, 1, pitch, 70 + 8 * (k == 0))
        elif figure == "broken":
            for k in range(per_bar * 2):
                score.add(begin + k / 2, 0.6, 1, [low, low + 12, chord[0], chord[1], chord[2], chord[1]][k % 6], 66)
        elif figure == "oompah":
            score.add(begin, 0.9, 1, low, 80)
            for k in range(1, per_bar):
                for pitch in chord:
                    score.add(begin + k, 0.5, 1, pitch, 62)
        else:
            for pitch in [low] + chord:
                score.add(begin, per_bar * 0.97, 1, pitch, 66)
    add_melody(rng, score, chords, 2)
    score.programs[2] = score.programs[1] if style != "strings" else int(rng.choice([40, 41, 73, 68, 71]))
