def counted(number: int, one: str, many: str) -> str:
    """«1 side», «2 sider»"""
    return f"{number} {one if number == 1 else many}"
