def uninstall_hook(env):
    """Give the contacts' table back the filling of pages that it had."""
    env["res.partner"]._reset_fillfactor()
