from . import relationship_touchpoint_report
