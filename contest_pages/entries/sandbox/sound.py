"""The sound of a video for its copies: AAC that begins with the picture and has no gaps."""

from fractions import Fraction

LAYOUTS = {1: "mono"}
BIT_RATES = {"mono": 64_000, "stereo": 96_000}
#: From here on the rate of a studio, below it the rate of a compact disc.
STUDIO_RATE, DISC_RATE = 48_000, 44_100
#: Seconds without sound that the resampler does not fill by itself.
LONG_GAP = 2


class Sound:
    """Resamples the frames of one stream to stereo, or to mono where it has one channel.

    Silence fills what lies before the first sample and in between, so that sound and picture stay together. The
    stream may change its rate and its channels on the way.
    """

    def __init__(self, source):
        context = source.codec_context
        self.layout = LAYOUTS.get(context.layout.nb_channels, "stereo")
        self.rate = STUDIO_RATE if context.sample_rate >= STUDIO_RATE else DISC_RATE
        self.kind = self.graph = None
        self.written = 0

    def add_to(self, container):
        """Add a stream for this sound to a container that is written, and return it."""
        stream = container.add_stream("aac", rate=self.rate, layout=self.layout)
        stream.bit_rate = BIT_RATES[self.layout]
        return stream

    def parts(self, frame, begin):
        """Yield what a frame becomes that is heard from a second `begin` on."""
        kind = (frame.sample_rate, frame.layout.name, frame.format.name)
        gap = begin - self.written / self.rate
        if kind != self.kind or gap > LONG_GAP:
            yield from self.rest()
            # The resampler would hold the silence of a long gap in memory.
            while self.written < (begin - LONG_GAP) * self.rate:
                yield self._silence()
            self._build(kind)
            self.kind = kind
        frame.pts = round(begin * frame.sample_rate)
        self.source.push(frame)
        yield from self._drawn()

    def rest(self):
        """Yield what the resampler still holds; it is empty afterwards."""
        if self.graph is not None:
            self.source.push(None)
            yield from self._drawn()
            self.graph = self.kind = None

    def _silence(self):
        """Return a second of silence that follows what is written."""
        import av

        part = av.AudioFrame(format="fltp", layout=self.layout, samples=self.rate)
        for plane in part.planes:
            plane.update(bytes(plane.buffer_size))
        part.sample_rate, part.pts, part.time_base = self.rate, self.written, Fraction(1, self.rate)
        self.written += part.samples
        return part

    def _drawn(self):
        import av

        while True:
            try:
                part = self.sink.pull()
            except (av.BlockingIOError, av.EOFError):
                return
            self.written += part.samples
            yield part

    def _build(self, kind):
        import av

        rate, layout, format = kind
        self.graph = av.filter.Graph()
        self.source = self.graph.add(
            "abuffer", f"sample_rate={rate}:sample_fmt={format}:channel_layout={layout}:time_base=1/{rate}"
        )
        resample = self.graph.add("aresample", f"{self.rate}:async=1:first_pts={self.written}")
        format = self.graph.add(
            "aformat", f"sample_fmts=fltp:sample_rates={self.rate}:channel_layouts={self.layout}"
        )
        self.sink = self.graph.add("abuffersink")
        self.graph.link_nodes(self.source, resample, format, self.sink)
        self.graph.configure()
