"""Seeded generators of every bundled data set and of the variants, with planted effects.  Imports nothing heavy."""
