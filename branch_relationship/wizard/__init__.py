from . import relationship_touchpoint_outcome
