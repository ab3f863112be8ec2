"""What every command would load for itself, loaded once before they are forked; it starts no thread."""

import sys

from archiver.cli import _NoPandas
from archiver.pipeline import Cleaned, clean, enrich
from archiver.records import Capture, Origin

sys.meta_path.insert(0, _NoPandas)  # as in a process that is a command's alone

TEXT = "The council met on Monday, said Clerk Ada Example.\nIt could not agree about the quay.\nComments are closed."
FOUND = clean(Capture("text", TEXT, Origin("warm.txt"), site="warm"))
assert isinstance(FOUND, Cleaned)
enrich(FOUND.judged, None, frozenset({"language", "topics", "people", "keyphrases"}), {})
