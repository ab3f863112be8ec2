# Types for the compiled module alone: the source runs without them.

cimport archiver.duplicates.windows as windows
