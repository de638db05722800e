"""What the probe and the copies of a minute of film cost: `python -m tests.bench.videos [--seconds 20] [--only NAME …]`.

Twelve kinds of files as phones, cameras and editing programs make them. Beside the copies stands the ffmpeg command
that does the same work in one decoding: the same sizes, encoder, preset, quality and pace, scaled before it is
turned. Counted are processor seconds of the processes and all their threads, so that other work on the machine
matters little; and memory at its peak. `--minutes 5` renders a long film of 4K held upright within RENDER_SECONDS.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import django

from contest_pages import conf
from contest_pages.entries.domain import sandbox

MB = 1024**2
SCRIPTS = sandbox._SCRIPTS
RATE = 48_000
#: Seconds that are encoded; a film repeats them.
ENCODED = 2
H264 = ("libx264", {"preset": "veryfast", "crf": "20"})
HEVC = ("libx265", {"preset": "ultrafast", "crf": "22", "x265-params": "log-level=none:keyint=30"})
AV1 = ("libsvtav1", {"preset": "11", "crf": "32"})
HLG, PQ = (9, 18, 9), (9, 16, 9)


@dataclass(frozen=True)
class Kind:
    """One kind of file: how its picture and its sound are made."""

    name: str
    size: tuple[int, int]
    codec: tuple[str, dict[str, str]]
    rate: Fraction = Fraction(30)
    pixel_format: str = "yuv420p"
    colours: tuple[int, int, int] = (1, 1, 1)
    is_upright: bool = False
    pixel: Fraction = Fraction(1)
    is_uneven: bool = False
    sound: str = "aac"
    is_trimmed: bool = False
    suffix: str = ".mp4"

    @property
    def shown(self) -> tuple[int, int]:
        """Return width and height as they are shown."""
        width, height = round(self.size[0] * self.pixel), self.size[1]
        return (height, width) if self.is_upright else (width, height)


KINDS = [
    Kind("H.264 1080p", (1920, 1080), H264),
    Kind("H.264 1080p upright", (1920, 1080), H264, is_upright=True),
    Kind("H.264 1080p 59.94", (1920, 1080), H264, rate=Fraction(60000, 1001)),
    Kind("H.264 1080p uneven", (1920, 1080), H264, is_uneven=True),
    Kind("H.264 1440x1080, wide pixels", (1440, 1080), H264, pixel=Fraction(4, 3)),
    Kind("H.264 1080p trimmed", (1920, 1080), H264, is_trimmed=True),
    Kind("H.264 1080p MOV, PCM", (1920, 1080), H264, sound="pcm_s16le", suffix=".mov"),
    Kind("HEVC 4K", (3840, 2160), HEVC),
    Kind("HEVC 4K upright", (3840, 2160), HEVC, is_upright=True),
    Kind("HEVC 4K upright HLG", (3840, 2160), HEVC, pixel_format="yuv420p10le", colours=HLG, is_upright=True),
    Kind("HEVC 1080p PQ", (1920, 1080), HEVC, pixel_format="yuv420p10le", colours=PQ),
    Kind("AV1 1080p", (1920, 1080), AV1),
]
#: The heaviest film that phones make.
HEAVIEST = Kind(
    "HEVC 4K upright HLG 59.94",
    (3840, 2160),
    HEVC,
    rate=Fraction(60000, 1001),
    pixel_format="yuv420p10le",
    colours=HLG,
    is_upright=True,
)


def moving_pictures(kind: Kind, count: int):
    """Yield frames in motion with the noise of a small camera."""
    graph = av.filter.Graph()
    width, height = kind.size
    source = graph.add("testsrc2", f"size={width}x{height}:rate=30")
    noise = graph.add("noise", "alls=6:allf=t")
    form = graph.add("format", kind.pixel_format)
    sink = graph.add("buffersink")
    graph.link_nodes(source, noise, form, sink)
    graph.configure()
    for _number in range(count):
        yield sink.pull()


def times_of(kind: Kind, count: int) -> list[Fraction]:
    """Return when each frame is shown: evenly, or as a phone in the dark films."""
    step = 1 / kind.rate
    return [number * step + (Fraction(number % 5, 400) if kind.is_uneven else 0) for number in range(count)]


def encoded(kind: Kind, folder: Path) -> Path:
    """Write the few seconds that a film repeats, without sound."""
    path = folder / "encoded.mp4"
    count = round(ENCODED * kind.rate)
    name, options = kind.codec
    with av.open(str(path), "w") as container:
        picture = container.add_stream(name, rate=kind.rate)
        context = picture.codec_context
        context.width, context.height = kind.size
        context.pix_fmt, context.time_base = kind.pixel_format, Fraction(1, 90_000)
        context.color_primaries, context.color_trc, context.colorspace = kind.colours
        context.color_range, context.sample_aspect_ratio = 1, kind.pixel
        picture.options = {"bf": "0", **options}
        for frame, time in zip(moving_pictures(kind, count), times_of(kind, count), strict=True):
            frame.pts, frame.time_base = round(time * 90_000), Fraction(1, 90_000)
            frame.pict_type = 0
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
    return path


def film(kind: Kind, folder: Path, seconds: float) -> Path:
    """Write a film of a kind and return its path; most of it is copied and costs nothing."""
    path = folder / f"film{kind.suffix}"
    with av.open(str(encoded(kind, folder))) as read, av.open(str(path), "w") as write:
        source = read.streams.video[0]
        packets = [(bytes(p), p.pts, p.dts, p.is_keyframe) for p in read.demux(source) if p.size]
        picture = write.add_stream_from_template(source, opaque=True)
        picture.time_base = source.time_base
        if kind.is_upright:
            picture.set_display_rotation(-90)
        tone = write.add_stream(kind.sound, rate=RATE, layout="stereo")
        rounds = max(1, round(seconds / ENCODED))
        # What lies before the beginning is hidden by an edit list.
        shift = round(ENCODED / source.time_base) if kind.is_trimmed else 0
        for number in range(rounds + (1 if kind.is_trimmed else 0)):
            begin = round(number * ENCODED / source.time_base) - shift
            for data, pts, dts, is_key in packets:
                packet = av.Packet(data)
                packet.pts, packet.dts, packet.time_base = pts + begin, dts + begin, source.time_base
                packet.is_keyframe, packet.stream = is_key, picture
                write.mux(packet)
        for samples in hum(rounds * ENCODED):
            write.mux(tone.encode(samples))
        write.mux(tone.encode())
    return path


def hum(seconds: int):
    """Yield the samples of a soft noise."""
    graph = av.filter.Graph()
    source = graph.add("anoisesrc", f"sample_rate={RATE}:amplitude=0.1:duration={seconds}")
    form = graph.add("aformat", "sample_fmts=fltp:channel_layouts=stereo")
    sink = graph.add("abuffersink")
    graph.link_nodes(source, form, sink)
    graph.configure()
    while True:
        try:
            yield sink.pull()
        except av.EOFError:
            return


@dataclass
class Cost:
    """Processor seconds and bytes of memory at the peak of one process."""

    seconds: float
    memory: int


#: A small process between: the kernel counts the memory of who starts a process as that process's own.
COUNTER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
_pid, status, usage = os.wait4(process.pid, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status), file=sys.stderr)
"""


def cost_of(command: list[str], order: str = "") -> tuple[Cost, str]:
    """Run a command to its end and return its cost and its last line."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", COUNTER, *command],
        input=order,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kilobytes, code = done.stderr.split()
    last = done.stdout.splitlines()[-1] if done.stdout else ""
    if code != "0":
        raise SystemExit(f"{command[0]} failed: {last}")
    return Cost(float(seconds), int(kilobytes) * 1024), last


def script(name: str, source: Path, folder: Path, **limits) -> tuple[Cost, dict]:
    """Run a script of the sandbox and return its cost and its facts."""
    folder.mkdir(exist_ok=True)
    order = json.dumps({"source": str(source), "folder": str(folder), **limits})
    cost, answer = cost_of([sys.executable, "-I", str(SCRIPTS / f"{name}.py")], order)
    return cost, json.loads(answer)["facts"]


def ffmpeg_command(kind: Kind, source: Path, folder: Path, copies: list[Path]) -> list[str]:
    """Return the command that makes the same copies: the first is scaled, turned and toned down, the next drawn from it."""
    sizes = []
    for copy in copies:
        with av.open(str(copy)) as container:
            sizes.append((container.streams.video[0].width, container.streams.video[0].height))
    width, height = sizes[0]
    if kind.is_upright:
        width, height = height, width
    chain = [f"scale={width}:{height}", *(["transpose=clock"] if kind.is_upright else [])]
    if kind.colours != (1, 1, 1):
        chain += [
            "zscale=transfer=linear:npl=100",
            "format=gbrpf32le",
            "zscale=primaries=bt709",
            "tonemap=tonemap=hable:desat=0",
            "zscale=transfer=bt709:matrix=bt709:range=tv",
        ]
    chain += ["format=yuv420p", "setsar=1", "split=2[first][more]"]
    graph = f"[0:v]{','.join(chain)};[more]scale={sizes[1][0]}:{sizes[1][1]}[second]"
    command = ["ffmpeg", "-v", "error", "-y", "-noautorotate", "-i", str(source), "-filter_complex", graph]
    for label, quality in (("first", "25"), ("second", "26")):
        command += ["-map", f"[{label}]", "-map", "0:a", "-c:v", "libx264", "-preset", "veryfast"]
        command += ["-crf", quality, "-profile:v", "main", "-g", "120", "-fps_mode", "vfr", "-fpsmax", "30"]
        command += ["-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", str(folder / f"{label}.mp4")]
    return command


def measure(kind: Kind, seconds: float, folder: Path, has_ffmpeg: bool) -> str:
    """Return the row of a kind of film."""
    source, minutes = film(kind, folder, seconds), seconds / 60
    probe, _facts = script(
        "probe",
        source,
        folder / "probe",
        memory=conf.get("PROBE_MEMORY_BYTES"),
        seconds=conf.get("PROBE_SECONDS"),
    )
    render, copies = rendered(source, folder)
    beside, ratio = "no ffmpeg on this machine", ""
    if has_ffmpeg:
        other, _line = cost_of(ffmpeg_command(kind, source, folder, copies))
        beside, ratio = f"{other.seconds / minutes:.0f} s", f"{render.seconds / other.seconds:.2f}"
    rate = source.stat().st_size * 8 / seconds / 1e6
    return (
        f"| {kind.name} | {rate:.0f} | {probe.seconds:.1f} s, {probe.memory // MB} MB "
        f"| {render.seconds / minutes:.0f} s, {render.memory // MB} MB | {beside} | {ratio} |"
    )


def rendered(source: Path, folder: Path) -> tuple[Cost, list[Path]]:
    """Make the copies of a film within the limits of the settings; return the cost and their paths."""
    cost, facts = script(
        "render",
        source,
        folder / "copies",
        memory=conf.get("RENDER_MEMORY_BYTES"),
        seconds=conf.get("RENDER_SECONDS"),
        lines=list(conf.get("RENDITION_LINES")),
    )
    return cost, [folder / "copies" / name for _lines, name in facts["made"]]


def measure_long(minutes: float, folder: Path) -> None:
    """Print what a long film of the heaviest kind costs, beside what it may cost."""
    cost, _copies = rendered(film(HEAVIEST, folder, 60 * minutes), folder)
    print(
        f"{HEAVIEST.name}, {minutes:g} minutes: {cost.seconds:.0f} of {conf.get('RENDER_SECONDS')} processor seconds, "
        f"{cost.memory // MB} of {conf.get('RENDER_MEMORY_BYTES') // MB} MB"
    )


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=20, help="length of each film")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[kind.name for kind in KINDS])
    parser.add_argument(
        "--minutes", type=float, default=0, help="length of a long film of 4K, instead of the table"
    )
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        if options.minutes:
            return measure_long(options.minutes, Path(folder))
        has_ffmpeg = shutil.which("ffmpeg") is not None
        if not has_ffmpeg:
            print("No ffmpeg on this machine: install Debian's package `ffmpeg` to see its cost beside ours.")
        print("| film | Mbit/s | probe | copies of a minute | ffmpeg | ratio (goal 1.3) |")
        print("|---|---|---|---|---|---|")
        for kind in KINDS:
            if not options.only or kind.name in options.only:
                print(measure(kind, options.seconds, Path(folder), has_ffmpeg), flush=True)


if __name__ == "__main__":
    main()
