from . import feed_columns
from . import feed_csv
from . import feed_night
from . import feed_row
