"""How loud a film is."""

from harness import Problem
from streams import decode, read_packets

SAMPLES = 8
#: Packets that may be broken at one place before the next one is tried.
MAX_TRIED = 500


def loudest(av, container, audio, begin, end):
    """Return the peak of the sound, 0 to 1, over a second each at several places between two seconds.

    Raises Problem if nothing can be decoded at any of them.
    """
    peak, heard = 0.0, False
    for number in range(SAMPLES):
        resampler = av.AudioResampler(format="flt", layout="mono")
        second = begin + (end - begin) * (number + 0.5) / SAMPLES
        container.seek(int(second / audio.time_base), stream=audio)
        listened = 0.0
        for tried, packet in enumerate(read_packets(av, container, [audio])):
            for frame in decode(av, packet):
                heard = True
                for part in resampler.resample(frame):
                    data = memoryview(bytes(part.planes[0])[: part.samples * 4]).cast("f")
                    peak = max(peak, max(data, default=0.0), -min(data, default=0.0))
                listened += frame.samples / (frame.sample_rate or 1)
            if listened > 1 or tried > MAX_TRIED:
                break
    if not heard:
        raise Problem("undecodable_sound")
    return round(min(peak, 1.0), 4)
