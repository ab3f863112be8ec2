# Types for the compiled module alone: the source runs without them.

from archiver.duplicates cimport windows
