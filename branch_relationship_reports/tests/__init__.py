from . import test_relationship_touchpoint_report
from . import test_ui
