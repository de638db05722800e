"""A page cache for visitors that never serves an outdated page.

One version stands for everything that is published. Code that changes something public calls `changed()`; pages
that are cached under the old version are not served any more. Changes by time (a form opens, a round closes, a
banner ends) have a change time: features return the next one by the hook `next_page_change`, and nothing is
cached beyond it.

Pages are in the memory of each process. The version is in the cache that the setting PAGE_CACHE names;
where several processes serve the site it must be shared (Redis, files), and each reads it once a second.
"""

from .memo import recall
from .middleware import public
from .store import changed, current_version, forget

__all__ = ["changed", "current_version", "forget", "public", "recall"]
