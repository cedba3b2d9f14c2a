"""What the place chooser reads: names of places by bucket, and who answers in each commune by département."""

from .answers import WELCOME, contacts_script, week_in_words
from .buckets import bucket_files, postcode_files, registered
from .communes import commune_pages
from .keys import bucket_of, heard, normal, postcode_bucket

__all__ = [
    "WELCOME",
    "bucket_files",
    "bucket_of",
    "commune_pages",
    "contacts_script",
    "heard",
    "normal",
    "postcode_bucket",
    "postcode_files",
    "registered",
    "week_in_words",
]
