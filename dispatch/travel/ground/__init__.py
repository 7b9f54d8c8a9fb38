"""The ground of the map: what there is to draw, how it looks, where its labels go."""

from dispatch.travel.ground.layers import Area, Ground, Place, Street

__all__ = ["Area", "Ground", "Place", "Street"]
