from .models.res_partner_asset import FILLFACTOR
from .tools.fillfactor import take_room_back


def uninstall_hook(env):
    """Give the contacts' table back the filling of pages that it had."""
    take_room_back(env.cr, "res_partner", FILLFACTOR)
