"""`python -m commun_orientation_ssg`."""

from .cli import main

main()
