from suppliers.chart import Bar, chart_of


def test_largest_figure_fills_the_width_and_the_others_follow() -> None:
    chart = chart_of([(2024, (12, 40, 30)), (2025, (3, 1, 0))])
    assert [[(bar.figure, bar.length) for bar in group.bars] for group in chart.groups] == [
        [(12, "30.00%"), (40, "100.00%"), (30, "75.00%")],
        [(3, "7.50%"), (1, "2.50%"), (0, "0%")],
    ]


def test_bars_stand_under_each_other_and_inside_the_picture() -> None:
    chart = chart_of([(2024, (1, 1, 1)), (2025, (1, 1, 1))])
    tops = [bar.top for group in chart.groups for bar in group.bars]
    assert tops == [52, 90, 128, 214, 252, 290]
    assert chart.height == 308
    assert chart.groups[1].heading_at > chart.groups[0].bars[-1].top


def test_figure_that_is_not_stated_has_no_length_and_is_not_zero() -> None:
    bars = chart_of([(2025, (None, 0, None))]).groups[0].bars
    assert bars[0] == Bar("audits", None, "0%", 46, 52)
    assert bars[1].figure == 0


def test_no_years_give_an_empty_picture() -> None:
    assert chart_of([]).groups == ()
