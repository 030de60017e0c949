select set_config('search_path', ?, false), set_config('plan_cache_mode', ?, false)
