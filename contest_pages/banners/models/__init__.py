"""Partners, and what their banners did."""

from .count import BannerCount
from .partner import Partner
from .visit import BannerSalt, BannerVisit

__all__ = ["BannerCount", "BannerSalt", "BannerVisit", "Partner"]
