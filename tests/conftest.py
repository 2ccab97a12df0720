"""How are the tests run? Made-up examples have no deadline: timings belong in bench/, and a first one reads the lists."""

from hypothesis import settings

settings.register_profile("firsthand", settings(), deadline=None)
settings.load_profile("firsthand")
