"""How are the tests run? Made-up examples have no deadline: timings belong in bench/, and the first reads the lists.

The networks compute in float32, so that a case near the edge is read alike on every processor.
"""

import os

from hypothesis import settings

os.environ.setdefault("FIRSTHAND_EXACT", "1")

settings.register_profile("firsthand", settings(), deadline=None)
settings.load_profile("firsthand")
