"""Accepted formats of videos, and frames turned as their camera was held."""

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2"
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS}


def is_rotated(frame):
    """Say whether the camera was held so that width and height change places."""
    return getattr(frame, "rotation", 0) % 180 == 90


def upright(frame, longest=None):
    """Return a frame as a picture, turned as its camera was held, no side longer than `longest` pixels."""
    rotation = getattr(frame, "rotation", 0) % 360
    share = longest / max(frame.width, frame.height) if longest else 1
    if share < 1:
        frame = frame.reformat(
            width=max(2, int(frame.width * share)), height=max(2, int(frame.height * share))
        )
    image = frame.to_image()
    return image.rotate(rotation, expand=True) if rotation else image
