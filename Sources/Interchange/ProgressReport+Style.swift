import Gradebook

extension ProgressReport {
    /// Light and calm; contrast of text at least 4.5 to 1; marks differ by shape as well as by colour.
    static let style = """
        @page { size: A4; margin: 16mm 14mm; }
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 28px 24px; max-width: 182mm; color: #26323d; background: #fff;
          font: 14px/1.45 system-ui, "Noto Sans", "DejaVu Sans", "Helvetica Neue", Arial, sans-serif; }
        header { border-bottom: 2px solid #d5e0e6; margin-bottom: 20px; padding-bottom: 8px; }
        h1 { font-size: 26px; font-weight: 600; margin: 0; letter-spacing: -0.01em; }
        header p { margin: 2px 0 0; color: #566572; }
        h2 { font-size: 19px; font-weight: 600; margin: 24px 0 4px; }
        h3 { font-size: 15px; font-weight: 600; margin: 14px 0 6px; color: #2d6073; }
        table { width: 100%; border-collapse: collapse; margin-bottom: 12px; }
        th, td { text-align: left; vertical-align: top; padding: 5px 8px 5px 0; border-bottom: 1px solid #e6ecef; }
        thead th { font-size: 11.5px; font-weight: 600; color: #566572; border-bottom-color: #c9d6dd; white-space: nowrap; }
        tbody th { font-weight: 500; }
        .objectives tbody th { width: 30%; }
        .exercises { font-size: 12.5px; }
        .exercises tbody th { font-weight: 400; width: 48%; }
        .number, thead .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td { overflow-wrap: anywhere; }
        .objectives td { overflow-wrap: normal; white-space: nowrap; }
        .tiles { display: flex; gap: 10px; margin: 0 0 18px; padding: 0; list-style: none; }
        .tiles li { flex: 1; background: #f3f7f9; border-radius: 8px; padding: 8px 12px; color: #4d5b66; font-size: 12px; }
        .tiles b { display: block; white-space: nowrap; font-size: 19px; font-weight: 600; color: #26323d; line-height: 1.2; }
        .share { display: block; width: 100%; height: 14px; margin: 2px 0 6px; }
        .share .s-mastered { fill: #5d9f74; } .share .s-practising { fill: #7fb2cc; } .share .s-help { fill: #dd9a4f; }
        .share .s-fresh { fill: #dfe6ea; }
        .grid th, .grid td { padding: 4px 6px 4px 0; } .grid td { width: 1%; }
        .grid thead th { white-space: normal; vertical-align: bottom; line-height: 1.25; min-width: 74px; }
        .grid small { display: block; white-space: nowrap; color: #566572; font-size: 11px; }
        .help-first { columns: 2; column-gap: 36px; margin: 4px 0 16px; padding-left: 18px; font-size: 13px; } .help-first li { break-inside: avoid; }
        .wide { width: 90px; }
        .bar { display: block; width: 82px; height: 8px; margin-top: 6px; }
        .rail { fill: #e6ecef; } .fill { fill: #4c93ab; }
        .dots { display: block; margin-top: 3px; }
        .yes { fill: #4c93ab; stroke: #4c93ab; stroke-width: 1.5; } .no { fill: #fff; stroke: #8a99a5; stroke-width: 1.5; }
        .word { display: inline-block; padding: 0 8px; border-radius: 9px; font-size: 12px; line-height: 19px; white-space: nowrap; }
        .fresh { background: #eef1f3; color: #4d5b66; } .practising { background: #e3eff6; color: #1f5873; }
        .help { background: #fbead9; color: #7a4410; } .mastered { background: #e0f0e3; color: #22603a; }
        footer { margin-top: 28px; border-top: 1px solid #d5e0e6; font-size: 12px; color: #4d5b66; }
        footer h2 { font-size: 13px; margin: 12px 0 4px; } footer p { margin: 0 0 8px; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 12px; margin: 0; } dd { margin: 0; }
        @media print {
          body { padding: 0; max-width: none; font-size: 10.5pt; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          tr, h2, h3, footer { break-inside: avoid; } h2, h3 { break-after: avoid; } thead { display: table-header-group; }
        }
        """
}
