from . import relationship_demo
from . import relationship_demo_disturb
from . import relationship_demo_festival
from . import relationship_demo_day
from . import relationship_demo_handover
from . import relationship_demo_history
from . import relationship_demo_money
from . import relationship_demo_personal_date
