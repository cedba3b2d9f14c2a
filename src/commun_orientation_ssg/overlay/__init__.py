"""A national tree and a partner's tree to one tree.

Mappings merge by key; lists whose items all have an `id`, by id; any other list is replaced whole, or edited with
`add:` and `hide:`. What a partner does not touch stays the same object, so that what was read, bound or rendered once
serves all. Every node keeps the place of its own file. What the values mean is left to `schema` and `resolve`.
"""

from .layers import HiddenItem, Item, Layer, Markdown, ReplacedValue, layer_of
from .merging import lay_over

__all__ = ["HiddenItem", "Item", "Layer", "Markdown", "ReplacedValue", "lay_over", "layer_of"]
