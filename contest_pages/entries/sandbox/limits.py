"""What a video may have at most before anything decodes it; the probe's sentences say these numbers too."""

#: The largest picture of any phone or camera that films for the public: 4K with some room.
MAX_WIDTH, MAX_HEIGHT = 4096, 2304
#: No rule asks for more than an hour; a file of ten hours with one frame an hour is a trick.
MAX_SECONDS = 4 * 3600
