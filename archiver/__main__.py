"""`python -m archiver`: the command `archiver`."""

from archiver.cli import main

main()
