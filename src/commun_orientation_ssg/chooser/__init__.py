"""What the place chooser reads: names of places by bucket, and who answers in each commune by département."""

from .buckets import bucket_files, postcode_files, registered
from .keys import bucket_of, heard, normal, postcode_bucket

__all__ = ["bucket_files", "bucket_of", "heard", "normal", "postcode_bucket", "postcode_files", "registered"]
