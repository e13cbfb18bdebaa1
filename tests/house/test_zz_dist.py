from collections import Counter
from tests.house.test_fuzz import *
def test_d(app):
    c=boss_on_a_phone(app); n=Counter(); per=Counter()
    for rule, method in every_call(app):
        for path, body in strange_calls(rule, method):
            r=c.open(path,method=method,data=body,headers={"Content-Type":"application/json"} if body is not None else {})
            n[r.status_code]+=1; per[(method,rule.rule,r.status_code)]+=1
    print(n); print([k for k in per if k[2] in (401,403)])
