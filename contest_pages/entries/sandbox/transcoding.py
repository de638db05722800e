"""Sound that browsers do not play in an MP4, converted to AAC."""

from fractions import Fraction

from harness import Problem
from streams import decode

#: Bytes of one sample of one channel.
WIDTH = 4


class Transcoder:
    """Writes what is heard of a track as AAC, gaps as silence, from the track's beginning on."""

    def __init__(self, av, source, write):
        self.av = av
        rate = source.codec_context.sample_rate
        self.rate = rate if rate in (8000, 16000, 32000, 44100, 48000) else 48000
        self.channels = 1 if source.codec_context.channels == 1 else 2
        self.layout = "mono" if self.channels == 1 else "stereo"
        self.stream = write.add_stream("aac", rate=self.rate, layout=self.layout)
        self.stream.bit_rate = min(128_000, 4 * self.rate) * self.channels // 2 + 16_000
        self.written, self.first, self.heard = 0, None, False

    def packets(self, run_packets, track):
        """Yield (second, packet) of the converted track; raise Problem if nothing can be decoded."""
        scale, run, resampler = track.packets.scale, None, None
        for current, _number, packet in run_packets:
            if current is not run:
                run, resampler = current, self._resampler()
                packet.stream.codec_context.flush_buffers()
            for frame in decode(self.av, packet):
                self.heard = True
                second = Fraction(frame.pts or 0) * frame.time_base
                at = run.span.at - track.begin + second - Fraction(run.span.media, scale)
                begin = round((run.span.at - track.begin) * self.rate)
                end = begin + round(Fraction(run.span.length, scale) * self.rate)
                yield from self._write(
                    b"".join(self._samples(resampler, frame)), round(at * self.rate), begin, end
                )
        if not self.heard:
            raise Problem("undecodable_sound")
        for packet in self.stream.encode(None):
            yield self._placed(packet)

    def _resampler(self):
        return self.av.AudioResampler(format="flt", layout=self.layout, rate=self.rate)

    def _samples(self, resampler, frame):
        for part in resampler.resample(frame):
            yield bytes(part.planes[0])[: part.samples * WIDTH * self.channels]

    def _write(self, data, at, begin, end):
        """Write samples at a place of the track, as far as they lie between two places and behind what is written."""
        size = WIDTH * self.channels
        if abs(at - self.written) < self.rate // 50:
            at = self.written  # times of packets are rounded
        skipped = max(0, max(begin, self.written) - at)
        data = data[skipped * size : max(0, end - at) * size]
        if not data:
            return
        silence = at + skipped - self.written
        while silence > 0:
            length = min(silence, self.rate)
            yield from self._encode(bytes(length * size))
            silence -= length
        yield from self._encode(data)

    def _encode(self, data):
        samples = len(data) // (WIDTH * self.channels)
        frame = self.av.AudioFrame(format="flt", layout=self.layout, samples=samples)
        frame.planes[0].update(data.ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate, frame.pts, frame.time_base = self.rate, self.written, Fraction(1, self.rate)
        self.written += samples
        for packet in self.stream.encode(frame):
            yield self._placed(packet)

    def _placed(self, packet):
        """Return a packet with its second; the encoder begins before the sound, times in the copy do not."""
        if self.first is None:
            self.first = packet.dts
        packet.pts, packet.dts = packet.pts - self.first, packet.dts - self.first
        return Fraction(packet.dts) * packet.time_base, packet

    def edit_list(self, at, out_scale, movie_scale):
        """Return the edit list of the converted track that begins at a second of the copy; see timeline.edit_list."""
        empty = round(at * movie_scale)
        length = int(Fraction(self.written, self.rate) * movie_scale)
        start = round(Fraction(-(self.first or 0) * out_scale, self.rate))
        return [*([(empty, -1)] if empty else []), (max(1, length), start)]
