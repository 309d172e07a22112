from . import base_partner_merge
from . import relationship_segment_override
from . import relationship_simulation
from . import relationship_simulation_result
from . import relationship_simulation_setting
from . import relationship_simulation_sql
from . import relationship_touchpoint_outcome
from . import relationship_feed_confirm
