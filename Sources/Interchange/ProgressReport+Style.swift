import Gradebook

extension ProgressReport {
    /// Light and calm; contrast of text at least 4.5 to 1; nothing is told by colour alone.
    static let style = """
        @page { size: A4; margin: 14mm 14mm 15mm; }
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 28px 24px; max-width: 206mm; color: #26323d; background: #fff;
          font: 14px/1.45 system-ui, "Noto Sans", "DejaVu Sans", "Helvetica Neue", Arial, sans-serif; }
        header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 2px 16px;
          border-bottom: 2px solid #d5e0e6; margin-bottom: 16px; padding-bottom: 8px; }
        h1 { font-size: 26px; font-weight: 600; margin: 0; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        header p { margin: 0; color: #566572; font-size: 13px; }
        .next { margin-top: 48px; }
        h2 { font-size: 16px; font-weight: 600; margin: 22px 0 6px; color: #1f4a5a; }
        h3 { font-size: 12.5px; font-weight: 600; margin: 8px 0 2px; color: #566572; }
        .quiet { color: #566572; margin: 4px 0; font-size: 12.5px; }
        table { width: 100%; border-collapse: collapse; margin-bottom: 10px; }
        th, td { text-align: left; vertical-align: top; padding: 5px 8px 5px 0; border-bottom: 1px solid #e6ecef; }
        thead th { font-size: 11.5px; font-weight: 600; color: #566572; border-bottom-color: #c9d6dd; }
        tbody th { font-weight: 500; overflow-wrap: anywhere; }
        td { overflow-wrap: anywhere; }
        .number, thead .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .tiles { display: flex; gap: 10px; margin: 0 0 4px; padding: 0; list-style: none; }
        .tiles li { flex: 1; background: #f3f7f9; border-radius: 8px; padding: 7px 12px; color: #4d5b66; font-size: 12px; }
        .tiles b { display: block; white-space: nowrap; font-size: 19px; font-weight: 600; color: #26323d; line-height: 1.3; }
        .lists { display: flex; gap: 28px; font-size: 12.5px; line-height: 1.4; } .lists section { flex: 1; min-width: 0; }
        .lists ol, .lists ul { margin: 2px 0 0; padding: 0; list-style: none; }
        .lists li { padding: 3px 0; border-bottom: 1px solid #eef2f4; break-inside: avoid; overflow-wrap: anywhere; }
        .lists b { font-weight: 600; } .lists i { font-style: normal; color: #566572; margin-right: 4px; }
        .help-first span { display: flex; justify-content: space-between; gap: 10px; color: #7a4410; }
        .help-first .dots { flex: none; margin-top: 2px; }
        .overview tbody th { width: 34%; } .overview .number { width: 1%; padding-left: 14px; }
        .overview .share { margin-top: 5px; }
        .keys { font-weight: 400; margin-left: 10px; } .keys span { white-space: nowrap; margin-right: 8px; }
        .share { display: block; width: 100%; height: 10px; border-radius: 3px; }
        .s-mastered { fill: #4f9468; } .s-practising { fill: #8bbad3; } .s-help { fill: #e2a05a; } .s-fresh { fill: #e3e9ed; }
        .grid { table-layout: fixed; border-collapse: separate; border-spacing: 2px; font-size: 12px; line-height: 1.3; }
        .grid th, .grid td { border: 0; padding: 3px 6px; vertical-align: middle; }
        .grid thead th { vertical-align: bottom; line-height: 1.25; padding: 0 4px 3px; font-size: 11.5px; overflow-wrap: break-word; }
        .grid thead .share { height: 5px; margin-top: 4px; }
        .grid th:first-child { width: 23%; padding-left: 0; font-size: 12.5px; }
        .grid th i { display: inline-block; min-width: 20px; font-style: normal; color: #6b7884; font-size: 11px; }
        .grid td { border-radius: 4px; white-space: nowrap; overflow: hidden; }
        .grid td small { float: right; font-size: 11px; font-variant-numeric: tabular-nums; }
        .grid .last { width: 54px; color: #566572; text-align: right; font-size: 11.5px; }
        .objectives tbody th { width: 27%; } .objectives td { overflow-wrap: normal; white-space: nowrap; }
        .objectives { font-size: 13px; } .exercises { font-size: 12.5px; } .exercises tbody th { font-weight: 400; width: 48%; }
        .wide { width: 90px; }
        .bar { display: block; width: 82px; height: 8px; margin-top: 6px; }
        .rail { fill: #e6ecef; } .fill { fill: #4c93ab; }
        .dots { display: inline-block; vertical-align: -2px; }
        .yes { fill: #4c93ab; stroke: #4c93ab; stroke-width: 1.5; } .no { fill: #fff; stroke: #8a99a5; stroke-width: 1.5; }
        .word { display: inline-block; padding: 0 8px; border-radius: 9px; font-size: 12px; line-height: 19px; white-space: nowrap; }
        .fresh { background: #f4f6f7; color: #56626c; } .practising { background: #e3eff6; color: #1f5873; }
        .help { background: #fbe6d0; color: #7a4410; } .mastered { background: #dcefe1; color: #1f5c36; }
        footer { margin-top: 24px; border-top: 1px solid #d5e0e6; font-size: 12px; color: #4d5b66; }
        footer h2 { font-size: 13px; margin: 10px 0 4px; color: inherit; } footer p { margin: 0 0 8px; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 12px; margin: 0; } dd { margin: 0; }
        @media (max-width: 640px) { .tiles, .lists { flex-wrap: wrap; } .tiles li { flex: 1 0 40%; } .lists section { flex: 1 0 100%; } }
        @media print {
          body { padding: 0; max-width: none; font-size: 9.5pt; line-height: 1.35; }
          header { margin-bottom: 8px; padding-bottom: 4px; } h2 { margin-top: 12px; } footer { margin-top: 10px; }
          th, td { padding-top: 2.5px; padding-bottom: 2.5px; } .lists li { padding: 1px 0; }
          .grid th, .grid td { padding-top: 1.5px; padding-bottom: 1.5px; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          .next { break-before: page; margin-top: 0; }
          .lesson, tr, footer { break-inside: avoid; } h2, h3 { break-after: avoid; } thead { display: table-header-group; }
        }
        """
}
