"""Static orientation sites: partners' YAML on top of a shared national content, rendered to plain HTML."""

__version__ = "0.1.0"

__all__ = ["__version__"]
