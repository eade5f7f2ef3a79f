# The program's sources, in groups that the fuzz targets link too.

cli_base = \
	cli/csv.c cli/csv.h cli/fail.c cli/fail.h cli/lines.c cli/lines.h cli/numbers.c \
	cli/numbers.h cli/streams.c cli/streams.h cli/text.c cli/text.h
cli_tables = \
	cli/element.c cli/element.h cli/names.c cli/names.h cli/options.h cli/rows.c cli/rows.h \
	cli/table.c cli/table.h
cli_formats = \
	cli/blocks.c cli/blocks.h cli/format.h cli/formats.c cli/formats.h cli/input.c \
	cli/input.h cli/progress.c cli/progress.h cli/writer.c \
	cli/writer.h cli/formats/csv.c cli/formats/hdf5.h cli/formats/jsonl.c cli/formats/npy.c \
	cli/formats/npy_read.h cli/formats/npy_read.c cli/formats/raw.c
cli_output = \
	cli/output.c cli/output.h
cli_arguments = \
	cli/arguments.c cli/arguments.h cli/command.h cli/help.c cli/help.h cli/main.c \
	cli/option_list.c cli/option_list.h
cli_commands = \
	cli/density.c cli/discrepancy.c \
	cli/axis.c cli/axis.h cli/bins.c cli/bins.h cli/cells.c cli/cells.h cli/child.c \
	cli/child.h cli/describe.c cli/design.c cli/design.h \
	cli/digest.c cli/facts.c cli/facts.h cli/indices.c cli/indices.h cli/info.c \
	cli/pairs.c cli/pairs.h cli/panels.c \
	cli/panels.h cli/pins.h cli/plot.c cli/plot.h cli/sample.c cli/sleef_check.c \
	cli/sleef_check.h cli/tally.c cli/tally.h cli/transform.c cli/verify.c
cli_hdf5 = \
	cli/formats/hdf5.c cli/formats/hdf5_file.c cli/formats/hdf5_file.h \
	cli/formats/hdf5_read.c cli/formats/hdf5_read.h cli/formats/hdf5_verify.c
cli_no_hdf5 = \
	cli/formats/no_hdf5.c
