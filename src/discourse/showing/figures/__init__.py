"""Finished tables enter; axes leave (`plot_*`), and files with data table and alt text (`save_figure`)."""
