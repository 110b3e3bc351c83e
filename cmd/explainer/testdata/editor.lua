-- What an author does with Neovim, told step by step; neovim_test.go reads what is printed.
-- Before it stands the set-up of docs/editors.md.
local function say(...) io.stdout:write(table.concat({ ... }, ' '), '\n') end

local function ends(text)
  say('FAILED', text)
  vim.cmd('qa!')
end

local function await(what, done)
  if not vim.wait(20000, done, 5) then ends(what) end
end

local function codes(buffer)
  local all = {}
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(all, d.code or d.user_data.lsp.code)
  end
  table.sort(all)
  return table.concat(all, ',')
end

local function place(text)
  local line = vim.fn.search('\\V' .. text, 'cw')
  if line == 0 then ends('no ' .. text) end
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, a in pairs(answers or {}) do
    if a.error then ends(method .. ': ' .. a.error.message) end
    return a.result
  end
  ends(method .. ' is not answered')
end

local function run()
  vim.cmd('edit content/index.md')
  local page = vim.api.nvim_get_current_buf()
  await('findings', function() return codes(page) ~= '' end)
  say('findings', codes(page))

  -- completion, as omnifunc offers it
  place('stak>')
  vim.cmd('normal! e')
  local offers = {}
  for _, i in ipairs(request('textDocument/completion', vim.lsp.util.make_position_params()).items) do
    table.insert(offers, i.label)
  end
  say('completion', table.concat(offers, ','))

  -- the first action at the finding mends it; nothing is saved
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  local action = request('textDocument/codeAction', params)[1]
  say('action', action.title)
  vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
  await('the finding to go', function() return codes(page) == '' end)
  say('mended', vim.api.nvim_buf_get_lines(page, 7, 8, false)[1])

  place('fact:stake>')
  vim.cmd('normal! f:l')
  local hover = request('textDocument/hover', vim.lsp.util.make_position_params())
  say('hover', (hover.contents.value:gsub('\n+', ' / ')))

  -- typed behind characters that UTF-16 and UTF-8 count otherwise
  local sound = vim.api.nvim_buf_get_lines(page, 7, 8, false)
  vim.api.nvim_buf_set_lines(page, 7, 8, false, { '😀 桥梁 It is <fact:stake> and <fact:nope>.' })
  await('another finding', function() return codes(page) == 'fact-unknown' end)
  local d = vim.diagnostic.get(page)[1]
  say('under', vim.api.nvim_buf_get_lines(page, d.lnum, d.lnum + 1, false)[1]:sub(d.col + 1, d.end_col))
  vim.api.nvim_buf_set_lines(page, 7, 8, false, sound)
  await('the other finding to go', function() return codes(page) == '' end)

  place('fact:stake>')
  vim.cmd('normal! f:l')
  vim.lsp.buf.definition()
  await('the definition', function() return vim.fn.expand('%:t') == 'facts.yaml' end)
  say('definition', vim.fn.expand('%:t'), vim.api.nvim_get_current_line())
  local places = request('textDocument/references', vim.tbl_extend('force', vim.lsp.util.make_position_params(), { context = { includeDeclaration = true } }))
  say('references', tostring(#places))
  vim.cmd('qa!')
end

local ok, err = pcall(run)
if not ok then ends(err) end
