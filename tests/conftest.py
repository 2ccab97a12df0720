"""How are the tests run? Made-up examples have no deadline: timings belong in bench/, and the first reads the lists."""

from hypothesis import settings

settings.register_profile("firsthand", settings(), deadline=None)
settings.load_profile("firsthand")
