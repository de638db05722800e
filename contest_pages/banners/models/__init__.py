"""Partners, and what their banners did."""

from .count import BannerCount
from .partner import Partner

__all__ = ["BannerCount", "Partner"]
